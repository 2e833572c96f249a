import { h, type ComponentChildren, type JSX } from "preact";

export interface CheckboxProps {
  readonly children: ComponentChildren;
  readonly checked: boolean;
  readonly title?: string;
  readonly onChange: (checked: boolean) => void;
}

/** A checkbox of VS Code's look. */
export function Checkbox(props: CheckboxProps): JSX.Element {
  return h(
    "vscode-checkbox",
    {
      checked: props.checked,
      title: props.title,
      onChange: (event: Event) => {
        const { checked } = event.currentTarget as HTMLInputElement;
        if (checked !== props.checked) props.onChange(checked);
      },
    },
    props.children,
  );
}

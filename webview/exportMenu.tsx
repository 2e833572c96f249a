import type { JSX } from "preact";
import type { CodeLibrary } from "../src/protocol/panelCalls";
import { host, report } from "./store/connection";
import { anySeries, runs } from "./store/panelData";
import { selectedRunId } from "./store/view";
import { Menu, type MenuItem } from "./ui/menu";
import { say } from "../l10n/words";
import { exportAnimation } from "./exportAnimation";
import { copyPicture, exportPicture, type PictureFormat, type PictureName } from "./exportPictures";

const libraries: readonly CodeLibrary[] = ["pytorch", "optax", "keras"];
const pictures: readonly (readonly [PictureName, PictureFormat])[] = [
  ["surface", "png"],
  ["surface", "svg"],
  ["curves", "png"],
  ["curves", "svg"],
];

/** Everything that can be taken out of the panel. */
export function ExportMenu(): JSX.Element | null {
  if (!anySeries.value) return null;
  const run = runs.value.find(({ id }) => id === selectedRunId.value);
  const items: MenuItem[] = [
    ...(["csv", "json"] as const).map((format) => ({
      label: say(`export.${format}`),
      group: say("export.data"),
      onChoose: () => void host().exportData.asEvent(format),
    })),
    ...pictures.map(([name, format]) => ({
      label: say(`export.${name}.${format}`),
      group: say("export.pictures"),
      onChoose: () => void exportPicture(name, format).catch(report),
    })),
    {
      label: say("export.surface.gif"),
      group: say("export.pictures"),
      onChoose: () => void exportAnimation().catch(report),
    },
    ...(["surface", "curves"] as const).map((name) => ({
      label: say(`export.${name}.copy`),
      group: say("export.pictures"),
      onChoose: () => void copyPicture(name).catch(report),
    })),
    ...(run
      ? libraries.map((library) => ({
          label: say(`export.${library}`),
          group: say("export.code", { run: run.options.label }),
          onChoose: () => void host().copyCode.asEvent(run.id, library),
        }))
      : []),
  ];
  return <Menu label={say("header.export")} icon="export" items={items} />;
}

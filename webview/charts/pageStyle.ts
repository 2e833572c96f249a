const sheet = new CSSStyleSheet();
sheet.insertRule(":root {}");
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const rule = sheet.cssRules[0] as CSSStyleRule;

/**
 * Sets a custom property for the whole page. It stands in a sheet of its own: the root's attributes are VS Code's, and
 * whoever follows the theme would take a change of them for another theme.
 */
export function setPageProperty(name: `--${string}`, value: string): void {
  rule.style.setProperty(name, value);
}

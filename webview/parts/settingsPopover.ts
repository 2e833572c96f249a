/** Under this name the popover of start and steps opens. */
export const settingsPopover = "settings";

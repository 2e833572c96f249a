import { render } from "preact";
import { followTheme } from "../charts/theme";
import type { SweepHost, SweepSection, SweepSubject } from "../parts/sweepScript";
import { Sections } from "./sections";

/** The script of sweeps, a bundle of its own with the global name `sweeps`. */

// Its pictures have the colours of the theme, which is read by each script for itself.
followTheme();

/** Puts the section of sweeps into a place of the page. */
export function mount(place: HTMLElement, host: SweepHost, first: SweepSubject): SweepSection {
  const draw = (subject: SweepSubject): void => {
    render(<Sections host={host} subject={subject} />, place);
  };
  draw(first);
  return {
    update: draw,
    remove: () => {
      render(null, place);
    },
  };
}

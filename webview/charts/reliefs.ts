/** What draws the surface in three dimensions: a script of its own, as a panel opens with the map. */
export { drawRelief } from "./relief";
export { reliefHeights } from "./reliefHeights";

/**
 * The built-in optimizers and schedules with their arithmetic lifted (see `languages/javascript/liftPlugin.mjs`): the same
 * functions, which also take traced values and then record what they do.
 */
declare module "virtual:lifted-catalogue" {
  export { createCatalogue, optimizerById, optimizers } from "../optimizers/catalogue";
  export { scheduleById, schedules } from "../schedules/catalogue";
}

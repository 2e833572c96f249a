/**
 * The built-in optimizers and schedules with their arithmetic lifted (see
 * `languages/javascript/liftPlugin.mjs`): the same functions, which also take traced values and then
 * record what they do.
 */
declare module "virtual:lifted-catalogue" {
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports -- an ambient module has no other way
  type OptimizerModule = typeof import("../../optimizers/catalogue");
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports -- an ambient module has no other way
  type ScheduleModule = typeof import("../../schedules/catalogue");
  export const createCatalogue: OptimizerModule["createCatalogue"];
  export const optimizerById: OptimizerModule["optimizerById"];
  export const optimizers: OptimizerModule["optimizers"];
  export const scheduleById: ScheduleModule["scheduleById"];
  export const schedules: ScheduleModule["schedules"];
}

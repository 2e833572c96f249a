import fc from "fast-check";

/**
 * Property tests draw the same cases in every ordinary run, so that a change that fails is to blame for it; the deep ones
 * (`npm run test:deep`) draw others each time.
 */
if (process.env["DEEP"] !== "1") fc.configureGlobal({ seed: 20_170_301 });

/** A fault in how something was asked for; its message is meant for who asked. */
export class UsageError extends Error {}

const begins = "a loss function cannot use ";

/** What is thrown where a loss function uses something of its platform that is kept from it. */
export function refusal(what: string): Error {
  return new Error(begins + what);
}

/** Whether an error is one of those, wherever the function is called. */
export function isRefusal({ message }: Error): boolean {
  return message.startsWith(begins);
}

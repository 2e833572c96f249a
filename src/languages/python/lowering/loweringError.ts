/** Why an array program cannot become a graph, for a person to read after "because". */
export class LoweringError extends Error {}

/** Operations without a recording of Novu 3.19.0 that shows that it takes their request, and why. */
export const NOT_RECORDED: Record<string, string> = {};

/** Answers one call. */
export type Handler<Call, Answer> = (call: Call) => Promise<Answer>;

/**
 * One concern of a call, wrapped around what follows. A step may refuse a call, answer it by itself, look at the answer
 * or the error of the next handler and change it, and hand on another call: with something added, or read and checked.
 * A handler is told by its type what the steps before it have done.
 */
export type Step<Call, Next, Answer> = (next: Handler<Next, Answer>) => Handler<Call, Answer>;

/** Steps in the order in which a call passes them, from the outermost to the handler. */
export interface Pipeline<Call, At, Answer> {
  /** Adds a step inside of those before. */
  through<Next>(step: Step<At, Next, Answer>): Pipeline<Call, Next, Answer>;
  /** Ends the pipeline with what answers. */
  to(handler: Handler<At, Answer>): Handler<Call, Answer>;
}

/**
 * An empty pipeline.
 *
 * @example
 * pipeline<QueryCall, Frame[]>().through(countQuery).through(readQuery).to(answer)
 */
export function pipeline<Call, Answer>(): Pipeline<Call, Call, Answer> {
  return startingWith((handler) => handler);
}

function startingWith<Call, At, Answer>(outer: Step<Call, At, Answer>): Pipeline<Call, At, Answer> {
  return {
    through: (step) => startingWith((next) => outer(step(next))),
    to: outer,
  };
}

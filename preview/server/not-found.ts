import { HTTPException } from 'hono/http-exception';

/** To be thrown where a route, or what it names, is not there. */
export const notFound = (what: string): HTTPException => new HTTPException(404, { message: `${what} not found` });

/**
 * What a route may find in its Hono context: Node's own request and response (`c.env.incoming`), and who
 * asks. Every area types its app as `new Hono<LabEnvironment>()`.
 */
import type { HttpBindings } from "@hono/node-server";

/** How a request proved itself: by the token, by the cookie of an earlier visit, or because none is asked. */
export type Proof = "token" | "cookie" | "open";

export interface LabEnvironment {
  Bindings: HttpBindings;
  Variables: { proof: Proof | undefined };
}

/** The compiler process without a snapshot: slower to start (about a second), otherwise the same. */
import { serve } from "./server.js";

serve(false);

/**
 * What the kernel says about itself: `kernel_info_reply` of protocol 5.4.
 */
import type { JsonObject } from "../../../base/mime.js";
import { protocolVersion } from "../../protocol/messages.js";

export interface Versions {
  /** This package's. */
  readonly tidebook: string;
  /** The compiler's. */
  readonly typescript: string;
}

export function kernelInfo({ tidebook, typescript }: Versions): JsonObject {
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "tidebook",
    implementation_version: tidebook,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: { name: "javascript", typescript: true },
      nbconvert_exporter: "script",
    },
    banner: `Tidebook ${tidebook}: TypeScript ${typescript} on Node ${process.versions.node}`,
    debugger: false,
    help_links: [
      {
        text: "TypeScript Handbook",
        url: "https://www.typescriptlang.org/docs/handbook/intro.html",
      },
      { text: "Node.js", url: "https://nodejs.org/docs/latest/api/" },
    ],
    supported_features: [],
  };
}

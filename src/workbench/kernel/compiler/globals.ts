/**
 * What cells find without an import, as the compiler sees it. The values are made in `kernel/user`
 * (`globals.ts`, `display.ts`, `prompt.ts`, `comms.ts`); this text must say the same.
 */
export const kernelGlobals = `export {};
declare global {
  /** Shows a value, or one representation of it, among the cell's outputs. */
  const display: KernelDisplay;
  /** A display that overwrites one place in the outputs. */
  function newDisplay(): KernelDisplay;
  /** Clears the cell's outputs; with \`wait\`, when the next one comes. */
  function clearOutput(options?: boolean | { readonly wait?: boolean }): void;
  /** Asks the person at the client for a line of text. */
  function prompt(text?: string): Promise<string>;
  /** Asks for a line of text that is not shown while it is typed. */
  function password(text?: string): Promise<string>;
  /** Two-way messages between cells and parts of the client, such as widgets. */
  const comms: KernelComms;

  /** What notebooks written for Deno's kernel use of it. */
  const Deno: { readonly jupyter: KernelDenoJupyter };

  interface KernelDenoJupyter {
    readonly $display: symbol;
    broadcast(messageType: string, content: object, extra?: { metadata?: object; buffers?: Uint8Array[] }): Promise<void>;
    display(value: unknown, options?: { raw?: boolean; update?: boolean; display_id?: string }): Promise<void>;
    format(value: unknown): Promise<Record<string, unknown>>;
    html(parts: TemplateStringsArray, ...values: unknown[]): object;
    md(parts: TemplateStringsArray, ...values: unknown[]): object;
    svg(parts: TemplateStringsArray, ...values: unknown[]): object;
  }
  interface KernelDisplay {
    (value: unknown): Promise<void>;
    javascript(content: string): void;
    html(content: string): void;
    markdown(content: string): void;
    latex(content: string): void;
    svg(content: string): void;
    png(content: Uint8Array): void;
    jpeg(content: Uint8Array): void;
    gif(content: Uint8Array): void;
    pdf(content: Uint8Array): void;
    text(content: string): void;
    /** One representation under its MIME type; bytes are sent as base64. */
    raw(mimeType: string, content: unknown): void;
    /** Several representations of one value, and their metadata. */
    bundle(data: Record<string, unknown>, metadata?: Record<string, unknown>): void;
  }
  interface KernelCommPayload {
    readonly data: any;
    readonly metadata: any;
    readonly buffers: readonly Uint8Array[];
  }
  interface KernelComm {
    readonly id: string;
    readonly targetName: string;
    onMessage: ((payload: KernelCommPayload) => void) | undefined;
    onClose: ((payload: KernelCommPayload) => void) | undefined;
    send(data: object, buffers?: Uint8Array[]): void;
    close(data?: object): void;
  }
  interface KernelComms {
    /** Names a target that clients may open comms to. */
    registerTarget(name: string, target: (comm: KernelComm, opened: KernelCommPayload) => void): void;
    unregisterTarget(name: string): void;
    /** Opens a comm to the client's target of that name. */
    open(targetName: string, data?: object, buffers?: Uint8Array[]): KernelComm;
  }
}
`;

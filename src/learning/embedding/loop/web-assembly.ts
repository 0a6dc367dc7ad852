/** What of WebAssembly is used here; the types of Node 20 do not know it. */

/** A memory that threads share; posting it to a worker shares it. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

/** A compiled program. */
export type WasmModule = object;

interface WebAssemblyApi {
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => SharedMemory;
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  validate(bytes: Uint8Array): boolean;
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi })
  .WebAssembly;

/** Bytes of a page of memory. */
export const pageBytes = 65_536;

/** Bytes that a memory can have. */
export const addressableBytes = 65_536 * pageBytes;

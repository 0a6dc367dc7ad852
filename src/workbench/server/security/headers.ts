/**
 * The headers that tell a browser what a page of ours may do: nothing from another host, no script but ours,
 * in no frame but ours. JupyterLab checks settings with AJV, which builds functions from text, hence
 * 'unsafe-eval'. Files of a notebook's folder are pages of strangers: each runs in an origin of its own,
 * from which it can reach neither the lab nor another host.
 */

const page = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self' data: blob:",
  "connect-src 'self' data: blob:",
  "frame-src 'self' blob: data:",
  "object-src 'self' blob: data:",
  "worker-src 'self' blob:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ");

const api = "default-src 'none'; frame-ancestors 'self'; sandbox";

const file = [
  "sandbox allow-scripts",
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' data: blob:",
  "style-src 'self' 'unsafe-inline' data:",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self' data: blob:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** A browser shows a PDF by a page of its own, which a sandbox keeps from starting; a PDF runs no script here. */
const pdf = "frame-ancestors 'self'";

/** The policy of an answer, by its path and its type. */
export function contentSecurityPolicy(path: string, contentType: string | null): string {
  if (path.startsWith("/files/"))
    return contentType?.startsWith("application/pdf") === true ? pdf : file;
  return path === "/api" || path.startsWith("/api/") || path.startsWith("/lab/api/") ? api : page;
}

/** Adds what every answer carries; what a route has set itself stays. */
export function setSafetyHeaders(headers: Headers, path: string): void {
  const wanted = {
    "Content-Security-Policy": contentSecurityPolicy(path, headers.get("Content-Type")),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    // Answers of the interface must never be stale: a notebook changes on disk.
    "Cache-Control": path.startsWith("/static/") ? "no-cache" : "no-store",
  };
  for (const [name, value] of Object.entries(wanted))
    if (!headers.has(name)) headers.set(name, value);
}

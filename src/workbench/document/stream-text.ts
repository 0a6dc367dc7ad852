/**
 * Stream text as a terminal would show it: `\r` goes back to the start of the line and `\b` one character,
 * and what follows overwrites (a progress bar stays one line). As JupyterLab's output model does; other
 * control sequences (colours) are kept. Only the last line is ever looked at, so a long log stays cheap.
 */

/** A stream's text so far: the finished lines, the line under the cursor, the cursor's place in it. */
export interface StreamText {
  readonly done: string;
  readonly line: string;
  readonly column: number;
}

export const emptyStream: StreamText = { done: "", line: "", column: 0 };

/** The text as it stands. */
export function streamText({ done, line }: StreamText): string {
  return done + line;
}

/** The stream with `text` written at its cursor. */
export function writeStream(stream: StreamText, text: string): StreamText {
  let { done, line, column } = stream;
  if (column === line.length && !/[\r\b]/.test(text)) {
    const end = text.lastIndexOf("\n") + 1;
    if (end > 0)
      return {
        done: done + line + text.slice(0, end),
        line: text.slice(end),
        column: text.length - end,
      };
    return { done, line: line + text, column: column + text.length };
  }
  for (const part of text.split(/([\n\r\b])/)) {
    if (part === "\n") {
      // A new line starts below the whole line, wherever in it the cursor is.
      done += `${line}\n`;
      line = "";
      column = 0;
    } else if (part === "\r") {
      column = 0;
    } else if (part === "\b") {
      column = Math.max(0, column - 1);
    } else if (part !== "") {
      line = line.slice(0, column) + part + line.slice(column + part.length);
      column += part.length;
    }
  }
  return { done, line, column };
}

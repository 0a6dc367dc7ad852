/** What is odd about a file of vectors that can be read all the same, told to whoever opened it. */
export type Notice = (message: string) => void;

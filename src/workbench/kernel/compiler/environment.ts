/**
 * The environment of a compiler process: the kernel's, without what changes V8's flags (a snapshot refuses
 * to start under other flags than it was built with) or makes tools record every process.
 */
export function cleanEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const clean = { ...env };
  for (const name of ["NODE_OPTIONS", "NODE_V8_COVERAGE", "NODE_COMPILE_CACHE"]) delete clean[name];
  return clean;
}

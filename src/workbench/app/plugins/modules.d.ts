/** Modules that the bundler makes, or that come without types. */
declare module "*.css";
declare module "plotly.js/lib/locales/zh-cn.js";

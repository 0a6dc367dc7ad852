import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "report/",
      "node_modules/",
      "test/fixtures/",
      "notebooks/",
      "src/learning/wasm/",
      "**/*-binary.ts",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
    rules: {
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
    },
  },
  // Browser scripts of the report: plain JavaScript, no build.
  {
    files: ["src/workbench/report/assets/*.js"],
    languageOptions: {
      sourceType: "script",
      globals: Object.fromEntries(
        [
          "addEventListener",
          "CustomEvent",
          "dispatchEvent",
          "document",
          "getComputedStyle",
          "getSelection",
          "innerHeight",
          "IntersectionObserver",
          "localStorage",
          "location",
          "matchMedia",
          "navigator",
          "requestAnimationFrame",
          "setTimeout",
          "structuredClone",
          "mermaid",
          "MiniSearch",
          "Plotly",
          "tidebook",
        ].map((name) => [name, "readonly"]),
      ),
    },
  },
  { files: ["**/*.d.ts"], rules: { "no-restricted-exports": "off" } },
  { files: [".config/**"], rules: { "no-restricted-exports": "off" } },
);

// The notices of everything that goes into the bundle: name, version, licence and its text of each npm package
// of which a module or a style was taken. A package that ships no licence text gets the standard text of the
// licence that its manifest names, with its author as the holder; one that names none stops the build.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const jupyter = "Copyright (c) 2015 Project Jupyter Contributors";

const bsd3 = (holder) => `${holder}
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the
   following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the
   following disclaimer in the documentation and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote
   products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;

const mit = (holder) => `${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to
permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const standard = { "BSD-3-Clause": bsd3, MIT: mit };

/** The folder of the package that a file lies in, or undefined for a file of ours. */
function packageFolder(file) {
  if (!/[\\/]node_modules[\\/]/.test(file)) return undefined;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function holderOf({ name, author, contributors }) {
  if (/^@(jupyterlab|jupyter|lumino)\//.test(name)) return jupyter;
  const person = author ?? contributors?.[0];
  const text = typeof person === "string" ? person.replace(/\s*[<(].*$/, "") : person?.name;
  return `Copyright (c) ${text ?? `the authors of ${name}`}`;
}

/** The notice of a package, in the form that JupyterLab's view of licences reads. */
function notice(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const { name, version = "" } = manifest;
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[sc]e|copying|notice)(\.|-|$)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  const named = manifest.license ?? manifest.licenses?.[0];
  const licenseId = named?.type ?? named ?? (/MIT License/.test(texts.join()) ? "MIT" : undefined);
  if (texts.length === 0) {
    const write = standard[licenseId];
    if (write === undefined)
      throw new Error(
        `licence of ${name}: ${licenseId}; expected a licence file in ${folder}, or MIT or BSD-3-Clause`,
      );
    texts.push(write(holderOf(manifest)));
  }
  if (licenseId === undefined)
    throw new Error(`licence of ${name}: none named in its package.json; expected one`);
  return { name, versionInfo: version, licenseId, extractedText: texts.join("\n\n") };
}

/** A plugin for vite that adds to `found` a notice of each package that the bundle took something of. */
export function notices(found) {
  return {
    name: "notices",
    generateBundle(_options, output) {
      // A style is in no chunk: it went into a file of its own.
      const files = new Set([...this.getModuleIds()].filter((id) => /\.css($|\?)/.test(id)));
      for (const chunk of Object.values(output)) chunk.moduleIds?.forEach((id) => files.add(id));
      const folders = [...files].map((id) => packageFolder(id.replace(/^\0|\?.*$/g, "")));
      found.push(
        ...[...new Set(folders)]
          .filter((folder) => folder !== undefined)
          .map(notice)
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
      );
    },
  };
}

/**
 * Where the page reads and writes files: JupyterLab's own drive, but for saves that say what they replace.
 * JupyterLab asks for a file's hash and then writes; whoever writes in between was lost. Here the hash goes
 * along with the write (`If-Match`), and the server refuses with 412 where it no longer holds. What then
 * happens is the build's patch of JupyterLab's document context (.config/app-plugins.mjs): it asks.
 */
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import {
  Drive,
  IDefaultDrive,
  IServerSettings,
  RestContentProvider,
  ServerConnection,
  type Contents,
} from "@jupyterlab/services";

const providerId = "tidebook-conditional";

/** Sends the hash of a model that is saved as the condition of the save. */
class ConditionalSaves extends RestContentProvider {
  constructor(
    private readonly settings: ServerConnection.ISettings,
    private readonly endpoint: string,
  ) {
    super({ serverSettings: settings, apiEndpoint: endpoint });
  }

  override save(
    path: string,
    { hash, ...model }: Partial<Contents.IModel> & Contents.IContentProvisionOptions = {},
  ): Promise<Contents.IModel> {
    delete model.contentProviderId;
    const { settings, endpoint } = this;
    const headers = { ...settings.init.headers, "If-Match": `"${hash}"` };
    const serverSettings = { ...settings, init: { ...settings.init, headers } };
    return new RestContentProvider({ serverSettings, apiEndpoint: endpoint }).save(path, model);
  }
}

/** The drive of the served folder. */
export class CarefulDrive extends Drive {
  constructor(serverSettings = ServerConnection.makeSettings()) {
    super({ serverSettings });
    const provider = new ConditionalSaves(serverSettings, "api/contents");
    this.contentProviderRegistry.register(providerId, provider);
  }

  override save(
    path: string,
    options: Partial<Contents.IModel> & Contents.IContentProvisionOptions = {},
  ): Promise<Contents.IModel> {
    const isConditional = options.hash !== undefined && options.contentProviderId === undefined;
    return super.save(path, {
      ...options,
      ...(isConditional && { contentProviderId: providerId }),
    });
  }
}

export const drive: JupyterFrontEndPlugin<Contents.IDrive> = {
  id: "tidebook:drive",
  description: "The served folder, with saves that never replace what the page has not seen.",
  autoStart: true,
  provides: IDefaultDrive,
  optional: [IServerSettings],
  activate: (_, settings: ServerConnection.ISettings | null) =>
    new CarefulDrive(settings ?? undefined),
};

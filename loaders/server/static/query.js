// Starts YASGUI on this server's endpoint alone; the plain form stays for browsers without scripts.
"use strict";
(() => {
  const place = document.getElementById("yasgui");
  const examples = JSON.parse(document.getElementById("example-list").textContent);
  const endpoint = new URL("sparql", new URL(".", location.href)).href;
  const chooser = document.getElementById("examples");
  chooser.append(new Option("", ""));
  examples.forEach((example, index) => chooser.append(new Option(example.name, String(index))));
  if (!window.Yasgui) return;
  document.getElementById("plain").remove();
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.value = examples[0].query;
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistencyExpire: 0,
  });
  chooser.addEventListener("change", () => {
    const chosen = examples[Number(chooser.value)];
    if (chooser.value !== "" && chosen) {
      // Without our own endpoint a new tab would ask YASGUI's default one, which is not here.
      const fresh = Yasgui.Tab.getDefaults(yasgui);
      const requestConfig = { ...fresh.requestConfig, endpoint, method: "POST" };
      const tab = yasgui.addTab(true, { ...fresh, name: chosen.name, requestConfig });
      tab.setQuery(chosen.query);
    }
  });
})();

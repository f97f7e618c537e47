import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./kit/base.css";
import "./i18n";
import { askAhead } from "./app/askAhead";
import { Providers } from "./app/providers";
import { router } from "./app/router";
import { makeQueryClient, onHuikeEvent, subscribe } from "./ipc";
import { keepPresses } from "./kit";

keepPresses();
const client = makeQueryClient();

subscribe((event) => {
  onHuikeEvent(client, event);
  if (event.type === "openCustomer") {
    void router.navigate({ to: "/customers/$customerId", params: { customerId: event.id } });
  }
  if (event.type === "openComplaint") {
    void router.navigate({ to: "/complaints/$complaintId", params: { complaintId: event.id } });
  }
  if (event.type === "openToday") void router.navigate({ to: "/" });
});

// Where it fails, the screen that asks again says so.
askAhead(client).catch(() => {});

const place = document.getElementById("root");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Providers client={client}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
}

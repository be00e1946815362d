// @ts-check
// Where an authorization server sends its reader back: hands the answer to the page of this site that asked, and to
// nobody else.
"use strict";

{
  const channel = new BroadcastChannel("rensei-oauth");
  channel.postMessage(location.search);
  channel.close();
  history.replaceState(null, "", location.pathname);
  close();
}

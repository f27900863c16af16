"use strict";
// The data of the page, and its phrases for words.js.
doichieu.data = JSON.parse(document.getElementById("data").textContent);
doichieu.catalogue = doichieu.data.catalogue;

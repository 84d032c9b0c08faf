// What htmx reads when it comes: no styles of its own, which the policy of our pages refuses, and 20 seconds for an answer.
document.head.append(Object.assign(document.createElement("meta"), { name: "htmx-config", content: '{"includeIndicatorCSS":false,"defaultTimeout":20000}' }));

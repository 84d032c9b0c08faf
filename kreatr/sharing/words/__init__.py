"""What machines are told: where a page lives in each language (`places`), and what it is about (`graphs`, `house`)."""

"""The addresses of inquiries: the contact form, the client's status page, the creator's inbox."""

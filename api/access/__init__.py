"""Who may do what, at the edge: keys and scopes of requests, an app for each tenant, and what is audited."""

grant usage on schema gymctl to gymctl_app;
grant select on all tables in schema gymctl to gymctl_app;

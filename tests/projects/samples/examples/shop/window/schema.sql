create view adults as
select 9;

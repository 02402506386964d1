-- Which piece of long work an import belongs to; none when it was begun at the command line. Written
-- by the importer when it begins; kept with the import. A failed import is tried again by it.
alter table ptax_import add column job text;

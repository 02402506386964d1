//! Printed pages: text, tables and QR codes as PDF.

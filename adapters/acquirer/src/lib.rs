//! The company that issues QRIS codes, over SNAP BI.

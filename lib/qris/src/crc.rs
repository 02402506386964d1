//! The checksum of a code.

/// CRC-16/CCITT-FALSE (also IBM-3740): polynomial 1021, start FFFF, nothing reflected, nothing
/// added at the end. `123456789` gives 29B1.
pub fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, &byte| {
        (0..8).fold(crc ^ (u16::from(byte) << 8), |crc, _| {
            let carried = crc & 0x8000 != 0;
            if carried { (crc << 1) ^ 0x1021 } else { crc << 1 }
        })
    })
}

"""Questions in the formats of 1EdTech: QTI 1.2, 2.1 and 3, and Common Cartridge."""

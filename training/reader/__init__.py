"""Training of the learned reader: data, network, loop, export, calibration."""

"""Training of the attribution tagger: data, network, loop, export, calibration."""

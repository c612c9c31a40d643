#include "CAssets.h"
const unsigned char gb_t[] = {
#embed "../../Package.swift"
};
const unsigned long gb_t_len = sizeof gb_t;

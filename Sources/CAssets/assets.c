#include "CAssets.h"

static const unsigned char midnight[] = {
#embed "../../themes/midnight.yaml"
};

static const unsigned char daylight[] = {
#embed "../../themes/daylight.yaml"
};

static const unsigned char board[] = {
#embed "../../sample-data/launch-night.yaml"
};

static const unsigned char scenario[] = {
#embed "../../sample-data/launch-night.scenario.yaml"
};

gb_asset gb_theme_midnight(void) { return (gb_asset){midnight, sizeof midnight}; }
gb_asset gb_theme_daylight(void) { return (gb_asset){daylight, sizeof daylight}; }
gb_asset gb_sample_board(void) { return (gb_asset){board, sizeof board}; }
gb_asset gb_sample_scenario(void) { return (gb_asset){scenario, sizeof scenario}; }

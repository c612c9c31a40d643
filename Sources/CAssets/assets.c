#include "CAssets.h"

static const unsigned char midnight[] = {
#embed "../../themes/midnight.yaml"
};

static const unsigned char daylight[] = {
#embed "../../themes/daylight.yaml"
};

static const unsigned char high_contrast[] = {
#embed "../../themes/high-contrast.yaml"
};

static const unsigned char deuteranopia[] = {
#embed "../../themes/deuteranopia.yaml"
};

static const unsigned char tritanopia[] = {
#embed "../../themes/tritanopia.yaml"
};

static const unsigned char mono[] = {
#embed "../../themes/mono.yaml"
};

static const unsigned char solarized[] = {
#embed "../../themes/solarized.yaml"
};

static const unsigned char gruvbox[] = {
#embed "../../themes/gruvbox.yaml"
};

static const unsigned char nord[] = {
#embed "../../themes/nord.yaml"
};

static const unsigned char board[] = {
#embed "../../sample-data/launch-night.yaml"
};

static const unsigned char scenario[] = {
#embed "../../sample-data/launch-night.scenario.yaml"
};

// The default first.
static const gb_named_asset themes[] = {
    {"midnight", {midnight, sizeof midnight}},
    {"daylight", {daylight, sizeof daylight}},
    {"high-contrast", {high_contrast, sizeof high_contrast}},
    {"deuteranopia", {deuteranopia, sizeof deuteranopia}},
    {"tritanopia", {tritanopia, sizeof tritanopia}},
    {"mono", {mono, sizeof mono}},
    {"solarized", {solarized, sizeof solarized}},
    {"gruvbox", {gruvbox, sizeof gruvbox}},
    {"nord", {nord, sizeof nord}},
};

size_t gb_theme_count(void) { return sizeof themes / sizeof *themes; }
gb_named_asset gb_theme(size_t index) { return themes[index]; }
gb_asset gb_sample_board(void) { return (gb_asset){board, sizeof board}; }
gb_asset gb_sample_scenario(void) { return (gb_asset){scenario, sizeof scenario}; }

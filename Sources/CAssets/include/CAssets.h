extern const unsigned char gb_t[]; extern const unsigned long gb_t_len;

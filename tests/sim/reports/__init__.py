"""What IPpay's reports bring, against the practice servers with their clock moved by weeks."""

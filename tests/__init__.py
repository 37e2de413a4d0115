"""The tests of IPpay Desktop, by layer: each folder is one of the layers."""

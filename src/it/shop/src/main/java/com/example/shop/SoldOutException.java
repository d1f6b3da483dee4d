package com.example.shop;

/** There is no piece left. */
public class SoldOutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SoldOutException(String article) {
        super(article + " is sold out");
    }
}

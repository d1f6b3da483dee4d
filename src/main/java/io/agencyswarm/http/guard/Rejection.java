package io.agencyswarm.http.guard;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Closes a connection when it opens, before another handler sees it. */
final class Rejection extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var _ = context.close();
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// Messages of gRPC over HTTP/2 (the protocol's "length-prefixed message"): a flag byte that says whether it is compressed, four bytes of length in
/// network order, the protobuf bytes.
/// </summary>
internal static class GrpcFraming
{
    private const int HeaderSize = 5;
    private const int MaxMessageSize = 4 * 1024 * 1024;

    /// <summary>Reads one message; null where the client ended its stream instead.</summary>
    public static async Task<TMessage?> ReadAsync<TMessage>(PipeReader reader, MessageParser<TMessage> parser, CancellationToken cancellationToken)
        where TMessage : class, IMessage<TMessage>
    {
        var header = await reader.ReadAtLeastAsync(HeaderSize, cancellationToken);
        if (header.Buffer.Length < HeaderSize)
        {
            return null;
        }

        var (compressed, length) = ParseHeader(header.Buffer);
        reader.AdvanceTo(header.Buffer.GetPosition(HeaderSize));
        if (compressed || length > MaxMessageSize)
        {
            throw new GrpcException(GrpcStatus.Unimplemented, compressed ? "Compressed messages are not understood." : $"The message is over {MaxMessageSize} bytes.");
        }

        var body = await reader.ReadAtLeastAsync((int)length, cancellationToken);
        if (body.Buffer.Length < length)
        {
            throw new GrpcException(GrpcStatus.Internal, "The message ended early.");
        }

        var message = parser.ParseFrom(body.Buffer.Slice(0, length));
        reader.AdvanceTo(body.Buffer.GetPosition(length));
        return message;
    }

    public static async Task WriteAsync(PipeWriter writer, IMessage message, CancellationToken cancellationToken)
    {
        var size = message.CalculateSize();
        var header = writer.GetSpan(HeaderSize);
        header[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)size);
        writer.Advance(HeaderSize);
        message.WriteTo(writer);
        await writer.FlushAsync(cancellationToken);
    }

    private static (bool Compressed, uint Length) ParseHeader(ReadOnlySequence<byte> buffer)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        return (header[0] != 0, BinaryPrimitives.ReadUInt32BigEndian(header[1..]));
    }
}

/// <summary>The status codes of gRPC that this host answers with.</summary>
internal enum GrpcStatus
{
    Ok = 0,
    Unimplemented = 12,
    Internal = 13,
    Unauthenticated = 16,
}

/// <summary>A call that ends with a status other than OK.</summary>
internal sealed class GrpcException(GrpcStatus status, string message) : Exception(message)
{
    public GrpcStatus Status => status;
}

using System.Security.Cryptography;
using System.Text;

namespace ReferenceShop.ServiceDefaults;

/// <summary>The id of the order that a buyer's idempotency key stands for.</summary>
public static class OrderId
{
    /// <summary>
    /// The same buyer and key always give the same id, so that every service names a purchase alike before any of them has stored it.
    /// A version 8 UUID (RFC 9562) made from SHA-256.
    /// </summary>
    public static Guid From(string buyerId, string idempotencyKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{buyerId}\n{idempotencyKey}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}

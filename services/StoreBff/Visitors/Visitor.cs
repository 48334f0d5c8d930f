using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ReferenceShop.StoreBff.Visitors;

/// <summary>
/// Who is shopping: the holder of a random cookie. The services behind know only a digest of it, so that no log, message or database
/// there holds what would let somebody take the session over.
/// </summary>
internal sealed record Visitor(string BuyerId)
{
    public const string CookieName = "shop_visitor";
    private const int CookieBytes = 32;
    private static readonly TimeSpan s_cookieLife = TimeSpan.FromDays(30);

    public static ValueTask<Visitor> BindAsync(HttpContext context)
    {
        var cookie = context.Request.Cookies[CookieName];
        if (!IsWellFormed(cookie))
        {
            cookie = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CookieBytes));
            if (context.GetEndpoint()?.Metadata.GetMetadata<RemembersVisitorAttribute>() is not null)
            {
                Issue(context, cookie);
            }
        }

        return new(new Visitor(BuyerIdOf(cookie!)));
    }

    /// <summary>The first 32 hexadecimal digits of the SHA-256 of the cookie's value.</summary>
    public static string BuyerIdOf(string cookie) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(cookie)))[..32];

    private static bool IsWellFormed(string? cookie)
        => cookie?.Length == Base64Url.GetEncodedLength(CookieBytes) && Base64Url.IsValid(cookie);

    private static void Issue(HttpContext context, string cookie)
        => context.Response.Cookies.Append(CookieName, cookie, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = s_cookieLife,
            IsEssential = true,
            // TLS ends at the gateway, which says so in this header.
            Secure = context.Request.IsHttps || context.Request.Headers["X-Forwarded-Proto"] == "https",
        });
}

/// <summary>Marks the routes after which a visitor must be known again. The others never set a cookie.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RemembersVisitorAttribute : Attribute;

internal static class RemembersVisitorExtensions
{
    public static RouteHandlerBuilder RemembersVisitor(this RouteHandlerBuilder route) => route.WithMetadata(new RemembersVisitorAttribute());
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using ReferenceShop.Checkout.Orders;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Checkout.Payments;

/// <summary>What a payment is answered, as text: stored with the order, it can be repeated to the byte.</summary>
internal sealed record Answer(int Status, string Body, string? Location = null, int? RetryAfter = null) : IResult, IEndpointMetadataProvider
{
    public static Answer For(Order order) => order switch
    {
        { AnswerStatus: { } status, AnswerBody: { } body } => new(status, body, status < 300 ? LocationOf(order.Id) : null),
        { Status: OrderStatus.Pending } => Accepted(order, StatusCodes.Status202Accepted),
        { Status: OrderStatus.Declined } => NotCharged(),
        _ => Accepted(order, StatusCodes.Status201Created),
    };

    public static Answer NotCharged() => Problem(
        StatusCodes.Status502BadGateway, "payment-failed", "The payment failed", "The bank could not take the payment. Nothing was charged.");

    public static Answer Problem(int status, string slug, string title, string detail, int? retryAfter = null) =>
        Of(status, new ProblemDetails { Type = Problems.Type(slug), Title = title, Status = status, Detail = detail }, retryAfter);

    public static Answer Of(int status, ProblemDetails problem, int? retryAfter = null)
    {
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString();
        return new(status, JsonSerializer.Serialize(problem, JsonSerializerOptions.Web), RetryAfter: retryAfter);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = Status < 400 ? "application/json; charset=utf-8" : "application/problem+json";
        response.Headers.Location = Location;
        response.Headers.RetryAfter = RetryAfter?.ToString(CultureInfo.InvariantCulture);
        await response.WriteAsync(Body, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(System.Reflection.MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(PaymentResponse), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(PaymentResponse), ["application/json"]));
        foreach (var status in (int[])[402, 409, 422, 502, 503])
        {
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        }
    }

    private static Answer Accepted(Order order, int status) => new(
        status,
        JsonSerializer.Serialize(
            new PaymentResponse(order.Id, (status == StatusCodes.Status202Accepted ? OrderStatus.Pending : OrderStatus.Paid).ToString()),
            JsonSerializerOptions.Web),
        LocationOf(order.Id));

    private static string LocationOf(Guid orderId) => $"/v1/orders/{orderId}";
}
